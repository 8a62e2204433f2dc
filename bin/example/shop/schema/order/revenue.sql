-- What a definition in TypeScript has no word for stands in plain SQL, in the same module.
CREATE VIEW product_revenue AS
SELECT p.id AS product_id, p.title, sum(l.quantity) AS sold, sum(l.total) AS revenue
FROM order_line l
JOIN "order" o ON o.id = l.order_id AND o.state <> 'cancelled'
JOIN product_variant v ON v.id = l.variant_id
JOIN product p ON p.id = v.product_id
GROUP BY p.id, p.title;

COMMENT ON VIEW product_revenue IS 'Sold and earned per product, cancelled orders left out';
