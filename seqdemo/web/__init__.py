"""What runs in the browser and is shared: components, packing of numbers, the drawing."""
