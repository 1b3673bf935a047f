/** The AWS SDK for S3, IAM and STS, behind the ports of this module; it appears nowhere else. */
@NullMarked
package com.eventbuspro.provisioner.aws;

import org.jspecify.annotations.NullMarked;
