"""What the card is: its rules, its register and its words. Has never heard of Flask, HTTP or languages."""
