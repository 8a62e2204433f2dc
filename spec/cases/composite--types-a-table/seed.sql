INSERT INTO readings VALUES (1, 'kWh'), (2, NULL);
INSERT INTO copies VALUES (1, 'kWh');
