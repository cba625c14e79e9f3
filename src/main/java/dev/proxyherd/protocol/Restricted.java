package dev.proxyherd.protocol;

/** A command that not everybody may give where clients have to say who they are. */
public sealed interface Restricted extends Command permits IamAt, WhatsAt, WhosAt {}
