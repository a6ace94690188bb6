/** Mails by the server of the Mailer plugin. */
package io.jenkins.plugins.releasechecklist.config.channel.mail;
