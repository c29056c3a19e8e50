using System.Reflection;
using System.Text;

namespace Engagement.Server.Tests.Placements;

/// <summary>
/// Looks for a text in all that a server holds on to: from its services and the static fields of our classes on, through our own
/// objects, the engine's, collections, closures, tasks and the framework's caches, as text or as UTF-8. Buffers of connections are not
/// looked at: they hold what was sent last, and nobody reads it; nor are logs, which are no cache.
/// </summary>
internal static class Remembered
{
    private static readonly string[] Followed =
    [
        "Engagement", "GraphQL", "StackExchange.Redis", "System.Collections", "Microsoft.Extensions.Caching", "Microsoft.Extensions.DependencyInjection", "System.Threading.Tasks",
        "System.Threading.Channels", "System.Lazy", "System.Func", "System.Action", "System.Tuple", "System.ValueTuple", "System.ReadOnlyMemory", "System.Memory", "System.WeakReference",
        "System.Buffers.ReadOnlySequence", "System.IO.MemoryStream", "System.Text.StringBuilder", "System.Text.Json", "Microsoft.AspNetCore.OutputCaching", "Microsoft.AspNetCore.ResponseCaching",
    ];

    private static readonly string[] NotFollowed = ["Engagement.Server.Tests."];

    /// <summary>What holds it, one type in the other from the outermost on; null: none of the services and static fields, nor anything that hangs on one.</summary>
    public static string? Find(IServiceProvider services, string text) => FindBelow([services, .. Statics()], text);

    /// <summary>The same of one object and what hangs on it.</summary>
    public static string? FindIn(object root, string text) => FindBelow([root], text);

    private static string? FindBelow(IReadOnlyList<object> roots, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var seen = new HashSet<object>(roots, ReferenceEqualityComparer.Instance);
        var open = new Stack<Held>(roots.Select(root => new Held(root, null)));
        while (open.TryPop(out var held))
        {
            if (held.One is string said ? said.Contains(text, StringComparison.Ordinal) : held.One is byte[] data && data.AsSpan().IndexOf(bytes) >= 0)
                return held.Path;
            foreach (var next in Below(held.One))
                if (next is not null && IsFollowed(next.GetType()) && (next.GetType().IsValueType || seen.Add(next)))
                    open.Push(new Held(next, held));
        }
        return null;
    }

    private static IEnumerable<object> Statics() =>
        from assembly in AppDomain.CurrentDomain.GetAssemblies()
        where assembly.GetName().Name is { } name && name.StartsWith("Engagement", StringComparison.Ordinal) && !name.EndsWith("Tests", StringComparison.Ordinal)
        from type in assembly.GetTypes()
        where !type.ContainsGenericParameters
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where IsWorthReading(field) && !field.IsLiteral
        let value = field.GetValue(null)
        where value is not null && IsFollowed(value.GetType())
        select value;

    private static IEnumerable<object?> Below(object one)
    {
        if (one is Array array)
            return array.GetType().GetElementType()!.IsPrimitive ? [] : array.Cast<object?>(); // an array has elements
        if (one is string)
            return [];
        List<object?> fields = [];
        for (var type = one.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (IsWorthReading(field))
                    fields.Add(field.GetValue(one));
        return fields;
    }

    private static bool IsWorthReading(FieldInfo field) => !field.FieldType.IsPrimitive && !field.FieldType.IsEnum && !field.FieldType.IsPointer && !field.FieldType.IsFunctionPointer && !field.FieldType.IsByRefLike;

    private static bool IsFollowed(Type type) =>
        type == typeof(string) || type.IsArray
        || (type.FullName ?? "") is var name && Array.Exists(Followed, f => name.StartsWith(f, StringComparison.Ordinal)) && !Array.Exists(NotFollowed, n => name.StartsWith(n, StringComparison.Ordinal));

    private sealed record Held(object One, Held? By)
    {
        public string Path => $"{By?.Path} {One.GetType().Name}".TrimStart();
    }
}
