/** The fold of the events: what they mean for items, gates, runs, deliveries and the release as a whole. */
package io.jenkins.plugins.releasechecklist.engine.record.state;
