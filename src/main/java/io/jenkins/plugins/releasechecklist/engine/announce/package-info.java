/**
 * Announcements: a message about a release, the channels that carry it, and the delivery that is retried, resumed after
 * a crash and never repeated once it is known to have arrived.
 */
package io.jenkins.plugins.releasechecklist.engine.announce;
