using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Engagement.SqlServer.Tests.Shadow;

/// <summary>Values to run a shadowed query with. They choose EF's SQL and nothing else, since no engine sees them.</summary>
internal static class SampleValues
{
    /// <summary>Above this many elements EF sends OPENJSON instead of one parameter each.</summary>
    public const int Many = 2_100;

    /// <summary>One value: numbers are 1, since EF turns a zero page into WHERE 0 = 1 and the statement would be lost.</summary>
    /// <param name="type">The parameter's CLR type.</param>
    /// <param name="elements">How many elements a collection gets.</param>
    /// <param name="number">Of the value among its like: elements of a set differ.</param>
    public static object? Of(Type type, int elements, int number = 1)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string))
            return $"a{number}";
        if (plain == typeof(byte[]))
            return new byte[] { 1 };
        if (ElementOf(plain) is { } element)
            return Collection(plain, element, elements);
        if (plain == typeof(DateTime))
            return DateTime.UnixEpoch;
        if (plain.IsEnum)
            return Enum.GetValues(plain).GetValue(0);
        if (plain == typeof(byte) || plain == typeof(sbyte) || plain == typeof(bool))
            number = 1;
        return plain.IsPrimitive || plain == typeof(decimal)
            ? Convert.ChangeType(number, plain, CultureInfo.InvariantCulture)
            : RuntimeHelpers.GetUninitializedObject(plain);
    }

    /// <summary>A collection is never null.</summary>
    public static bool TakesNull(Type type) =>
        !IsArguments(type) && !IsCollection(type) && (!type.IsValueType || Nullable.GetUnderlyingType(type) is not null);

    public static bool IsTexts(Type type) => IsCollection(type) && ElementOf(type) == typeof(string);

    public static bool IsCollection(Type type) =>
        type != typeof(string) && type != typeof(byte[]) && !IsArguments(type) && ElementOf(type) is not null;

    // Those of FromSql: one parameter of EF's for all. It gets as many as any text will name, since spare ones do no harm.
    private static bool IsArguments(Type type) => ElementOf(type) == typeof(object);

    private static Type? ElementOf(Type type) => type.IsArray
        ? type.GetElementType()
        : type.GetInterfaces().Prepend(type)
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static object Collection(Type type, Type element, int elements)
    {
        var items = Array.CreateInstance(element, elements);
        for (var i = 0; i < elements; i++)
            items.SetValue(Of(element, elements, i + 1), i);
        if (type.IsInstanceOfType(items))
            return items;
        var concrete = type.IsInterface ? typeof(HashSet<>).MakeGenericType(element) : type;
        return Activator.CreateInstance(concrete, items) is IEnumerable made
            ? made
            : throw new NotSupportedException($"No sample for a parameter of type {type}.");
    }
}
