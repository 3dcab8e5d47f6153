# Comments may stand before the version.
version 1.3 # and after it
