/** The checklist templates that an organisation keeps in the system configuration and in folders. */
package io.jenkins.plugins.releasechecklist.config.template;
