"""What tests stand on: the database server and the browser, as this machine has them."""
