"""The frozen data every stage speaks. Imports nothing of ours."""
