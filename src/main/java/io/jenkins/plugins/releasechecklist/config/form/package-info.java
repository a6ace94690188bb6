/** What the forms of the configuration share: fields that name roles and channels, lists in one line, durations, flags. */
package io.jenkins.plugins.releasechecklist.config.form;
