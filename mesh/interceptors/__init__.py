"""What happens around every call of every service. One file a concern; ``mesh.server`` puts them in order."""
