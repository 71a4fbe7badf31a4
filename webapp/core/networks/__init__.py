"""Where the card works: municipalities, counties, postal codes and the networks they run together."""
