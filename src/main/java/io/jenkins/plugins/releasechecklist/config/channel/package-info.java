/** Channels: webhook, Slack, Microsoft Teams and e-mail, each with its form and its trial. */
package io.jenkins.plugins.releasechecklist.config.channel;
