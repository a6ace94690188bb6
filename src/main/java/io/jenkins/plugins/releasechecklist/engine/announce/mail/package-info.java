/** Release notes as mails. */
package io.jenkins.plugins.releasechecklist.engine.announce.mail;
