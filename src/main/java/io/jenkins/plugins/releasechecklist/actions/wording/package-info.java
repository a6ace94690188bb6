/** Words, times, marks and addresses that all pages share. */
package io.jenkins.plugins.releasechecklist.actions.wording;
