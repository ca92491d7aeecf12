using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One key with its text, or with its bytes when the key ends in <c>-bin</c>. Keys are kept in lower case.</summary>
    public class Entry
    {
        private readonly string? _value;
        private readonly byte[]? _valueBytes;

        /// <exception cref="ArgumentException">The key has a character outside a-z 0-9 _ - . or does not end in <c>-bin</c>.</exception>
        public Entry(string key, byte[] valueBytes)
        {
            Key = Normalized(key);
            if (!HasBinarySuffix(Key))
                throw new ArgumentException($"A key with a binary value must end in '{BinaryHeaderSuffix}'.", nameof(key));
            ArgumentNullException.ThrowIfNull(valueBytes);
            _valueBytes = [.. valueBytes];
        }

        /// <exception cref="ArgumentException">The key has a character outside a-z 0-9 _ - . or ends in <c>-bin</c>.</exception>
        public Entry(string key, string value)
        {
            Key = Normalized(key);
            if (HasBinarySuffix(Key))
                throw new ArgumentException($"A key with a text value must not end in '{BinaryHeaderSuffix}'.", nameof(key));
            ArgumentNullException.ThrowIfNull(value);
            _value = value;
        }

        public string Key { get; }

        /// <exception cref="InvalidOperationException">The entry is binary.</exception>
        public string Value => _value ?? throw new InvalidOperationException("Cannot access string value of a binary metadata entry");

        /// <summary>A copy of the bytes, or the ASCII bytes of a text.</summary>
        public byte[] ValueBytes => _valueBytes is null ? Encoding.ASCII.GetBytes(_value!) : [.. _valueBytes];

        public bool IsBinary => _valueBytes is not null;

        public override string ToString() => IsBinary ? $"[Entry: key={Key}, valueBytes={_valueBytes}]" : $"[Entry: key={Key}, value={_value}]";

        internal bool HasKey(string key) => string.Equals(Key, key, StringComparison.OrdinalIgnoreCase);

        private static bool HasBinarySuffix(string key) => key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        private static string Normalized(string key)
        {
            ArgumentNullException.ThrowIfNull(key);
            if (!key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-'))
                throw new ArgumentException("A metadata key may hold letters, digits, '_', '-' and '.' only.", nameof(key));
#pragma warning disable CA1308 // HTTP/2 field names are lower case (RFC 9113, 8.2)
            return key.ToLowerInvariant();
#pragma warning restore CA1308
        }
    }
}
