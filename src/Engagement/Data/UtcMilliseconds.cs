using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Engagement.Data;

/// <summary>
/// Every instant in the database: UTC, cut (not rounded) to milliseconds, so that the three engines hold the same value.
/// An instant that is not UTC is a bug and is refused with <see cref="ArgumentException"/>.
/// </summary>
internal sealed class UtcMilliseconds() : ValueConverter<DateTime, DateTime>(
    instant => Cut(instant),
    stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc))
{
    /// <summary>The instant without what is below a millisecond.</summary>
    public static DateTime Cut(DateTime instant) =>
        instant.Kind == DateTimeKind.Utc
            ? new DateTime(instant.Ticks - instant.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc)
            : throw new ArgumentException($"Instants are UTC, this one is {instant.Kind}.", nameof(instant));
}
