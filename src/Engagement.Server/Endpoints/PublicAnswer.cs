using Engagement.Transport.Answers;

namespace Engagement.Server.Endpoints;

/// <summary>An answer that is the same for everybody.</summary>
/// <param name="Bytes">The whole of it.</param>
/// <param name="ContentType">With its charset.</param>
/// <param name="LastModified">When it last changed; null where that is not known to the second.</param>
internal sealed record PublicAnswer(PublicBytes Bytes, string ContentType, DateTimeOffset? LastModified = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => Bytes.WriteAsync(httpContext, ContentType, LastModified);
}
