using System.Numerics;

namespace Registry.Domain.Access;

/// <summary>Field classes as bits: bit n for class n. The numbers are never reused, so neither are the bits.</summary>
public static class FieldClassMask
{
    /// <summary>The bits of the classes; <see cref="FieldClass.Unspecified"/> has none.</summary>
    public static ulong Of(IEnumerable<FieldClass> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        return classes.Where(one => one != FieldClass.Unspecified).Aggregate(0UL, (mask, one) => mask | (1UL << (byte)one));
    }

    /// <summary>The classes of the bits, in order of their numbers; bits that this program does not know come as numbers.</summary>
    public static IEnumerable<FieldClass> Classes(ulong mask)
    {
        for (; mask != 0; mask &= mask - 1)
            yield return (FieldClass)BitOperations.TrailingZeroCount(mask);
    }
}
