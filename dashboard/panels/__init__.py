"""Live pictures: the packing of what they show, and the component that draws it."""
