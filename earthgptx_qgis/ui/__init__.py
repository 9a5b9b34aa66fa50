"""The dock: widgets that emit signals and hold no logic, and the controllers that drive them."""
