using Engagement.Data;
using Engagement.Graph;
using GraphQL.DataLoader;

namespace Engagement.Readers;

/// <summary>Readers by id, one statement for all that one level of a request asks for.</summary>
internal sealed class ReaderLoader(PreparedReads reads)
{
    private readonly BatchLoader<long, ReaderView> _loader = new(async (ids, cancel) =>
        (await reads.ReadByAsync<Reader>("Readers", "Id", [.. ids], cancel)).ToDictionary(r => r.Id, ReaderView.From));

    /// <summary>The reader, or null.</summary>
    public IDataLoaderResult<ReaderView?> Load(long id) => _loader.Load(id);

    /// <summary>The reader with this public id, or null; an id that is none names nobody.</summary>
    public IDataLoaderResult<ReaderView?> LoadById(string id) =>
        ReaderView.ParseId(id) is { } key ? _loader.Load(key) : _loader.Nothing;
}
