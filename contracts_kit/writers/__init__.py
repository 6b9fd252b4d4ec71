"""Each writer takes the tree (or a calculation) and gives bytes; none knows another."""
