package io.jenkins.plugins.releasechecklist.engine.report.evidence;

import java.time.Instant;

/**
 * Who made a bundle, and when.
 *
 * @param version the version of the plugin
 * @param buildUrl the whole address of the build
 * @param at when
 */
public record Generator(String version, String buildUrl, Instant at) {}
