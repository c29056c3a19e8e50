using GraphQL.DataLoader;

namespace Engagement.Readers;

/// <summary>Who asks, for the length of one operation. The transport sets <see cref="Caller"/> before anything else runs.</summary>
internal sealed class Viewer(ReaderDirectory readers)
{
    private Task<long?>? _reader;

    /// <summary>Null: anonymous.</summary>
    public Caller? Caller { get; set; }

    /// <summary>Whether the caller has one of the roles; an admin has all, an anonymous caller none.</summary>
    public bool Is(Roles roles) => Caller?.Is(roles) ?? false;

    /// <summary>The caller's reader, or null if anonymous or never seen writing. Looked up once: every comment of a page asks.</summary>
    public ValueTask<long?> FindReaderAsync(CancellationToken cancel) =>
        Caller is null ? default : new(_reader ??= readers.FindAsync(Caller, cancel).AsTask());

    /// <summary>The same as a step of a load.</summary>
    public IDataLoaderResult<long?> LoadReader() => new Load(this);

    /// <summary>The caller's reader, made if this is the first write.</summary>
    /// <exception cref="InvalidOperationException">The caller is anonymous: a field that writes was left open in <see cref="Access"/>.</exception>
    public async ValueTask<long> EnsureReaderAsync(CancellationToken cancel)
    {
        var id = await readers.EnsureAsync(Caller ?? throw new InvalidOperationException("An anonymous caller reached a write."), cancel);
        _reader = Task.FromResult<long?>(id);
        return id;
    }

    /// <summary>Writes as the caller's reader, who is made anew if the row is gone since it was looked up.</summary>
    /// <param name="write">Gets the reader's id, and throws <see cref="ReaderGoneException"/> if it finds no row.</param>
    /// <param name="cancel">Ends the wait for the row.</param>
    public async Task<T> WriteAsync<T>(Func<long, Task<T>> write, CancellationToken cancel)
    {
        var id = await EnsureReaderAsync(cancel);
        try
        {
            return await write(id);
        }
        catch (ReaderGoneException)
        {
            readers.Forget(Caller!); // one who is not there was refused above
        }
        return await write(await EnsureReaderAsync(cancel));
    }

    private sealed class Load(Viewer viewer) : IDataLoaderResult<long?>
    {
        async Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) => await GetResultAsync(cancellationToken);
        public Task<long?> GetResultAsync(CancellationToken cancellationToken = default) => viewer.FindReaderAsync(cancellationToken).AsTask();
    }
}
