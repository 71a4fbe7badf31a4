"""What the register costs and who pays which part: the national office's."""
