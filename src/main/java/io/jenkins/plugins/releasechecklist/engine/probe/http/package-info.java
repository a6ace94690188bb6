/** The check {@code httpCheck}: what it asks, what it expects, and how the answer is judged. */
package io.jenkins.plugins.releasechecklist.engine.probe.http;
