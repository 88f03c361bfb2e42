"""One file per registered data set; `handsonn.data.registry` lists them."""
