"""The outbox: mails to staff wait in it from the act that they tell of until they are on their way."""
