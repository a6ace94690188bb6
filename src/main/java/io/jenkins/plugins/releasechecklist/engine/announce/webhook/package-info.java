/** Signed webhooks over HTTP. */
package io.jenkins.plugins.releasechecklist.engine.announce.webhook;
