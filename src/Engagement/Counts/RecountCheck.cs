namespace Engagement.Counts;

/// <summary>Compares what is stored of one thing with what was counted, and corrects it if told to.</summary>
/// <param name="of">An article's key, or what else is counted.</param>
/// <param name="repair">Whether to correct it.</param>
internal sealed class RecountCheck(string of, bool repair)
{
    /// <summary>What was wrong, in the order found.</summary>
    public List<CountMismatch> Mismatches { get; } = [];

    public int Found => Mismatches.Count;

    public void Compare<T>(string what, T stored, T counted, Action<T> set)
    {
        if (EqualityComparer<T>.Default.Equals(stored, counted))
            return;
        Mismatches.Add(new CountMismatch(of, what, $"{stored}", $"{counted}"));
        if (repair)
            set(counted);
    }
}
