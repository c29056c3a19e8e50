using GraphQL;
using GraphQL.DI;
using GraphQLParser.AST;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Engagement.Graph.Limits;

/// <summary>
/// Keeps documents that were executed, so that the same text is parsed, measured and validated once. What depends on the
/// caller or the variables is not kept: gates, the cost of an operation and the values of variables are looked at every
/// time (<see cref="ExecutionOptions.CachedDocumentValidationRules"/>, <see cref="CostListener"/>).
/// </summary>
internal sealed class DocumentCache(IOptions<DocumentLimitOptions> options) : IConfigureExecution, IDisposable
{
    /// <summary>
    /// Characters that each document counts beside its own: key, entry and syntax tree of a document of 17 characters take
    /// 831–1,056 bytes.
    /// </summary>
    internal const int Overhead = 500;

    private readonly MemoryCache? _documents = options.Value.Cached is > 0 and var characters
        ? new MemoryCache(new MemoryCacheOptions { SizeLimit = characters })
        : null;

    /// <summary>As the engine's own cache has it: what changes the document comes before.</summary>
    public float SortOrder => 200;

    public async Task<ExecutionResult> ExecuteAsync(ExecutionOptions options, ExecutionDelegate next)
    {
        if (_documents is null || options.Document is not null || options.Query is not { Length: > 0 } text)
            return await next(options);
        if (_documents.TryGetValue(text, out GraphQLDocument? known))
        {
            options.Document = known;
            options.ValidationRules = options.CachedDocumentValidationRules ?? [];
            return await next(options);
        }

        var result = await next(options);
        // Executed is what passed the limits and validation.
        if (result is { Executed: true, Document: { } document })
            _documents.Set(text, document, new MemoryCacheEntryOptions { Size = text.Length + Overhead });
        return result;
    }

    public void Dispose() => _documents?.Dispose();
}
