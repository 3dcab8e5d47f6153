# An old one.
task hello {
  String name
  command { echo ${name} }
}
