version 1.3

enum Color {
  Red = "#f00",
  Blue = "#00f"
}
