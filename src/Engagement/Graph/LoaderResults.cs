using GraphQL.DataLoader;

namespace Engagement.Graph;

/// <summary>
/// What is done with a value once its batch is fetched. A step that needs another batch returns the loader's result and
/// does not await it, so that the engine can collect the keys of all objects of a level before it fetches them.
/// </summary>
internal static class LoaderResults
{
    /// <summary>Makes something of the value.</summary>
    public static IDataLoaderResult<TOut> Then<TIn, TOut>(this IDataLoaderResult<TIn> source, Func<TIn, TOut> make) =>
        new Step<TIn, TOut>(source, value => make(value));

    /// <summary>Loads something else by the value.</summary>
    public static IDataLoaderResult<TOut> ThenLoad<TIn, TOut>(this IDataLoaderResult<TIn> source, Func<TIn, IDataLoaderResult<TOut>> load) =>
        new Step<TIn, TOut>(source, load);

    /// <summary>A value that is known already.</summary>
    public static IDataLoaderResult<T> Of<T>(T value) => new Known<T>(value);

    /// <summary>All values, in the order given; fetched together.</summary>
    public static IDataLoaderResult<IReadOnlyList<T>> All<T>(IEnumerable<IDataLoaderResult<T>> sources) => new Many<T>([.. sources]);

    /// <summary>Goes on until there is a value.</summary>
    private static async Task<T> FinishAsync<T>(IDataLoaderResult result, CancellationToken cancel)
    {
        object? value = result;
        while (value is IDataLoaderResult more)
            value = await more.GetResultAsync(cancel);
        return (T)value!;
    }

    /// <param name="source">What comes first.</param>
    /// <param name="next">Its value to a <typeparamref name="TOut"/>, or to a loader's result of one.</param>
    private sealed class Step<TIn, TOut>(IDataLoaderResult source, Func<TIn, object?> next) : IDataLoaderResult<TOut>
    {
        async Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken)
        {
            var value = await source.GetResultAsync(cancellationToken);
            return value is IDataLoaderResult more ? new Step<TIn, TOut>(more, next) : next((TIn)value!);
        }

        public Task<TOut> GetResultAsync(CancellationToken cancellationToken = default) => FinishAsync<TOut>(this, cancellationToken);
    }

    private sealed class Known<T>(T value) : IDataLoaderResult<T>
    {
        Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) => Task.FromResult<object?>(value);
        public Task<T> GetResultAsync(CancellationToken cancellationToken = default) => Task.FromResult(value);
    }

    private sealed class Many<T>(IReadOnlyList<IDataLoaderResult<T>> sources) : IDataLoaderResult<IReadOnlyList<T>>
    {
        async Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) => await GetResultAsync(cancellationToken);

        public async Task<IReadOnlyList<T>> GetResultAsync(CancellationToken cancellationToken = default) =>
            await Task.WhenAll(sources.Select(s => s.GetResultAsync(cancellationToken)));
    }
}
