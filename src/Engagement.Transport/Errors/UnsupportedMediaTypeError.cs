using Microsoft.AspNetCore.Http;

namespace Engagement.Transport.Errors;

/// <summary>A form or a text body: what a foreign page could send without a preflight is refused here.</summary>
internal sealed class UnsupportedMediaTypeError()
    : TransportError(
        StatusCodes.Status415UnsupportedMediaType,
        ErrorCodes.UnsupportedMediaType,
        "POST takes Content-Type application/json in UTF-8, without Content-Encoding.");
