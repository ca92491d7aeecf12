using System.Collections.Immutable;
using System.Reflection;
using Registry.Domain.Access;
using Registry.Domain.History;

namespace Registry.Domain.Tests.History;

/// <summary>
/// Any event of any kind of the catalog, made from its record and nothing else: an event of tomorrow is in the pool on the day it enters the catalog.
/// Ids, agencies and days come from small sets, so that events meet each other; otherwise they fit nothing.
/// </summary>
internal sealed class AnyEvent(Random random, DateOnly first)
{
    private static readonly AgencyCode[] Agencies =
        [new("CA-TTH"), new("CSDT-TTH"), new("SLDTBXH-TTH"), new("SYT-TTH"), new("DBP-HONGVAN"), new("TTCTXH-TTH"), new("UBND-HONGVAN"), new("NOBODY")];

    private static readonly MethodInfo Copied = typeof(AnyEvent).GetMethod(nameof(Copy), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>No event is dated later than so many days after the first.</summary>
    public const int Days = 60;

    /// <summary>The ids that events name.</summary>
    public static Guid[] Ids { get; } = [.. Enumerable.Range(1, 4).Select(n => new Guid(n, 0, 0, [0x80, 0, 0, 0, 0, 0, 0, 0]))];

    /// <exception cref="NotSupportedException">A member of a type that nothing here makes: it needs a line below.</exception>
    public DomainEvent Of(EventKind kind) => (DomainEvent)Record(kind.ClrType);

    private object Record(Type type)
    {
        var constructor = type.GetConstructors().Where(c => c.GetParameters() is not [{ ParameterType: var only }] || only != type).MaxBy(c => c.GetParameters().Length)
            ?? throw new NotSupportedException($"{type} has no constructor.");
        return constructor.Invoke([.. constructor.GetParameters().Select(Member)]);
    }

    private object? Member(ParameterInfo member)
    {
        lock (Nullability)
            if (Nullability.Create(member).WriteState == NullabilityState.Nullable && random.Next(3) == 0) return null;
        return Value(Nullable.GetUnderlyingType(member.ParameterType) ?? member.ParameterType, member.Name!);
    }

    private object Value(Type type, string name)
    {
        if (type == typeof(Guid)) return One(Ids);
        if (type == typeof(AgencyCode)) return One(Agencies);
        if (type == typeof(DateOnly)) return first.AddDays(random.Next(Days));
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(first.AddDays(random.Next(Days)), new TimeOnly(random.Next(24), 0), TimeSpan.Zero);
        if (type == typeof(bool)) return random.Next(2) == 0;
        if (type == typeof(int)) return 1 + random.Next(8);
        if (type == typeof(string)) return $"{name}-{random.Next(2)}";
        if (type.IsEnum) return One([.. Enum.GetValues(type).Cast<object>()]);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)) return Several(type.GetGenericArguments()[0], name);
        if (type.IsAbstract && type.GetNestedTypes().Where(t => t.IsSubclassOf(type)).ToArray() is { Length: > 0 } kinds) return Record(One(kinds));
        if (type.Assembly == typeof(DomainEvent).Assembly && type is { IsClass: true, IsAbstract: false } or { IsValueType: true, IsPrimitive: false }) return Record(type);
        throw new NotSupportedException($"{name} is a {type}.");
    }

    private object Several(Type type, string name)
    {
        var several = Array.CreateInstance(type, random.Next(3));
        for (var i = 0; i < several.Length; i++) several.SetValue(Value(type, name), i);
        return Copied.MakeGenericMethod(type).Invoke(null, [several])!;
    }

    private static ImmutableArray<T> Copy<T>(T[] several) => [.. several];

    private T One<T>(T[] all) => all[random.Next(all.Length)];
}
