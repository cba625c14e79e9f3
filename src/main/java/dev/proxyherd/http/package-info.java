/**
 * HTTP for apps and browsers, on the member's web port: {@link dev.proxyherd.http.WebServer}
 * listens, and serves what all {@link dev.proxyherd.http.Routes} say. Operators have a port of
 * their own, which is Spring Boot's.
 */
@NullMarked
package dev.proxyherd.http;

import org.jspecify.annotations.NullMarked;
