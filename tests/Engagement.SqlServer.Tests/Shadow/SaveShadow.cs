using System.Collections.Concurrent;
using Engagement.SqlServer.Tests.Capture;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.ChangeTracking.Internal;

namespace Engagement.SqlServer.Tests.Shadow;

/// <summary>
/// Repeats one SaveChanges on SQL Server's provider. Saves of one shape (the same types, states and changed columns, in like
/// numbers) are repeated once.
/// </summary>
internal sealed class SaveShadow(StatementLog log, Func<CaptureConnection, DbContext> create)
{
    private readonly ConcurrentDictionary<string, byte> _shapes = new(StringComparer.Ordinal);

    public void Repeat(DbContext saving)
    {
        var groups = saving.ChangeTracker.Entries()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .GroupBy(Shape, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            // 1, 2 and more rows are different SQL; how many more is not.
            .Select(g => (Shape: g.Key, Entries: g.Take(3).ToList())).ToList();
        if (groups.Count == 0 || !_shapes.TryAdd(string.Join('|', groups.Select(g => $"{g.Shape}*{g.Entries.Count}")), 0))
            return;

        var origin = CallSite.Find();
        var error = Save([.. groups.SelectMany(g => g.Entries)], origin, out var sent);
        // The fake has no keys to give, so EF may stop between two batches. Each shape alone leaves nothing out.
        if (error is not null && groups.Count > 1)
        {
            foreach (var (_, entries) in groups)
                Save(entries, origin, out _);
        }
        if (!sent)
            log.Add(new CaptureGap(origin, error?.Message ?? "A save sent nothing."));
    }

    private Exception? Save(IReadOnlyList<EntityEntry> entries, string origin, out bool sent)
    {
        using var connection = new CaptureConnection(log, origin);
        try
        {
            using var context = create(connection);
            // The entities are shared with the context that is saving: nothing may be changed in them.
            context.ChangeTracker.AutoDetectChangesEnabled = false;
            context.ChangeTracker.CascadeDeleteTiming = CascadeTiming.Never;
            context.ChangeTracker.DeleteOrphansTiming = CascadeTiming.Never;
            foreach (var entry in entries)
                Copy(entry, context);
            context.SaveChanges(acceptAllChangesOnSuccess: false);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
        finally
        {
            sent = connection.Captured > 0;
        }
    }

    private static void Copy(EntityEntry from, DbContext context)
    {
        // By name of type, so that join entities without a class of their own are found as well.
        var states = ((Microsoft.EntityFrameworkCore.Internal.IDbContextDependencies)context).StateManager;
        var to = new EntityEntry(states.GetOrCreateEntry(from.Entity, context.Model.FindEntityType(from.Metadata.Name)!)); // both models come from one class
        foreach (var shadow in from.Properties.Where(p => p.Metadata.IsShadowProperty()))
            to.Property(shadow.Metadata.Name).CurrentValue = shadow.CurrentValue;
        to.State = from.State;
        if (from.State is EntityState.Modified)
            CopyChanges(from.Properties, from.ComplexProperties, to.Property, to.ComplexProperty);
    }

    private static void CopyChanges(
        IEnumerable<PropertyEntry> properties, IEnumerable<ComplexPropertyEntry> complex,
        Func<string, PropertyEntry> property, Func<string, ComplexPropertyEntry> part)
    {
        foreach (var from in properties.Where(p => !p.Metadata.IsPrimaryKey()))
        {
            var to = property(from.Metadata.Name);
            to.OriginalValue = from.OriginalValue;
            to.IsModified = from.IsModified;
        }
        foreach (var from in complex)
        {
            var to = part(from.Metadata.Name);
            CopyChanges(from.Properties, from.ComplexProperties, to.Property, to.ComplexProperty);
        }
    }

    private static string Shape(EntityEntry entry)
    {
        var columns = entry.State is EntityState.Modified
            ? Changed(entry.Properties, entry.ComplexProperties)
            : entry.Properties.Where(p => p.Metadata.ValueGenerated != 0 && p.CurrentValue is null or 0 or 0L || p.IsTemporary);
        return $"{entry.Metadata.Name} {entry.State} {string.Join(',', columns.Select(p => p.Metadata.DeclaringType.Name + "." + p.Metadata.Name))}";
    }

    private static IEnumerable<PropertyEntry> Changed(IEnumerable<PropertyEntry> properties, IEnumerable<ComplexPropertyEntry> complex) =>
        properties.Where(p => p.IsModified).Concat(complex.SelectMany(c => Changed(c.Properties, c.ComplexProperties)));
}
