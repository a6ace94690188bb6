/**
 * The checks of a Jenkinsfile: what {@code httpCheck}, {@code tcpCheck} and {@code tlsCheck} bind to, with forms, help and
 * validation, turned into checks of the engine. Other plugins add kinds here.
 */
package io.jenkins.plugins.releasechecklist.checks;
