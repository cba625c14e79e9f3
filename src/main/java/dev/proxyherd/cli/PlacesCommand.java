package dev.proxyherd.cli;

import picocli.CommandLine.Command;

/** {@code herd places}, which does nothing by itself. */
@Command(
    name = "places",
    description = "Makes places of your own, for members to answer WHATSAT from.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./herd places import DE.zip",
      "  ./herd places import --help    all about importing",
      "",
      "docs/how-to/places-of-your-own.md"
    })
final class PlacesCommand {}
