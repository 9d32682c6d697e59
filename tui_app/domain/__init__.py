"""The rules of the employee conversation; knows neither database nor screen."""
