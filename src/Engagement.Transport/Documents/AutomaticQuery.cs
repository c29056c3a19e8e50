using Engagement.Transport.Errors;
using GraphQL;

namespace Engagement.Transport.Documents;

/// <summary>
/// `extensions.persistedQuery` of a request: Apollo's automatic persisted queries,
/// https://www.apollographql.com/docs/apollo-server/performance/apq.
/// </summary>
/// <param name="Hash">SHA-256 of the document, 64 lower-case hexadecimal digits.</param>
internal readonly record struct AutomaticQuery(string Hash)
{
    private const string Extension = "persistedQuery";
    private const int HashLength = 64;

    /// <summary>Null if the request has no such extension. Throws <see cref="BadRequestError"/> if it has another shape.</summary>
    public static AutomaticQuery? Of(Inputs? extensions)
    {
        if (extensions?.GetValueOrDefault(Extension) is not { } sent)
            return null;
        if (sent is not IDictionary<string, object?> query)
            throw new BadRequestError($"`extensions.{Extension}` must be an object.");
        if (!query.TryGetValue("version", out var version) || version is not (1 or 1L))
            throw new BadRequestError($"`extensions.{Extension}.version` must be 1.");
        return query.TryGetValue("sha256Hash", out var hash) && hash is string { Length: HashLength } text && text.All(char.IsAsciiHexDigitLower)
            ? new AutomaticQuery(text)
            : throw new BadRequestError($"`extensions.{Extension}.sha256Hash` must be 64 lower-case hexadecimal digits.");
    }
}
