"""The shared kernel: imported by every service, importing none of them."""
