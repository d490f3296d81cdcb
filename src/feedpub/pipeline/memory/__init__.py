"""What earlier builds learned, asked before any work is done."""
