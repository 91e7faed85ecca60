"""What the website, the desk and the device server call, by module of `api.<module>.<function>`."""
