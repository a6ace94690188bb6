/** What can happen to a release: the events of a record and their parts. Names are those of the JSON. */
package io.jenkins.plugins.releasechecklist.engine.record.event;
