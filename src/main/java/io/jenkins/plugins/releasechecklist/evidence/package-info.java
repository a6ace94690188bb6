/** Who signs the evidence about releases: the keys of this Jenkins, or a certificate that the administrator chooses. */
package io.jenkins.plugins.releasechecklist.evidence;
