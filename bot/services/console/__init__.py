"""What the console's pages show and do, for the officer whose session it is. One module for each page."""
