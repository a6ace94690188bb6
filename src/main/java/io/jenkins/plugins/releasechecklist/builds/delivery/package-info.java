/** Sends what a record says is to be sent, and tells it how that went. */
package io.jenkins.plugins.releasechecklist.builds.delivery;
