"""What is known about a bet at the moment it is placed: views of settled history, and the features made of them."""
