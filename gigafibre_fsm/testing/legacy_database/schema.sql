-- The part of the legacy database that the importers read: column names, types and keys as they stand there.
-- Statements end with a semicolon at the end of a line. The databases' own names are given by whoever loads this.

-- database: main
CREATE TABLE account (
  id INT UNSIGNED PRIMARY KEY AUTO_INCREMENT,
  first_name VARCHAR(64), last_name VARCHAR(64), company VARCHAR(128),
  email VARCHAR(255), tel_home VARCHAR(32), cell VARCHAR(32), language CHAR(2) DEFAULT 'fr',
  status TINYINT NOT NULL DEFAULT 1,
  commercial TINYINT NOT NULL DEFAULT 0, vip TINYINT NOT NULL DEFAULT 0,
  stripe_id VARCHAR(64), stripe_ppa TINYINT NOT NULL DEFAULT 0, stripe_ppa_nocc TINYINT NOT NULL DEFAULT 0,
  ppa TINYINT NOT NULL DEFAULT 0,
  ppa_name VARCHAR(128), ppa_code VARCHAR(8), ppa_branch VARCHAR(8), ppa_account VARCHAR(32),
  ppa_amount DECIMAL(10,2), ppa_amount_buffer DECIMAL(10,2), ppa_fixed DECIMAL(10,2),
  ppa_cc TINYINT NOT NULL DEFAULT 0,
  date_orig INT UNSIGNED NOT NULL DEFAULT 0, date_last INT UNSIGNED NOT NULL DEFAULT 0
) ENGINE=InnoDB;

CREATE TABLE staff (
  id INT UNSIGNED PRIMARY KEY, first_name VARCHAR(64), last_name VARCHAR(64), email VARCHAR(255),
  tech TINYINT NOT NULL DEFAULT 0, active TINYINT NOT NULL DEFAULT 1
) ENGINE=InnoDB;

CREATE TABLE delivery (
  id INT UNSIGNED PRIMARY KEY, account_id INT UNSIGNED NOT NULL, name VARCHAR(128),
  address1 VARCHAR(255), address2 VARCHAR(255), city VARCHAR(128), state VARCHAR(32), zip VARCHAR(16),
  latitude DECIMAL(10,7), longitude DECIMAL(10,7), contact VARCHAR(128), tel VARCHAR(32),
  status TINYINT NOT NULL DEFAULT 1, date_orig INT UNSIGNED NOT NULL DEFAULT 0, KEY (account_id)
) ENGINE=InnoDB;

CREATE TABLE product (
  id INT UNSIGNED PRIMARY KEY, sku VARCHAR(32) NOT NULL, name VARCHAR(255), category VARCHAR(64),
  price DECIMAL(10,2), recurring TINYINT NOT NULL DEFAULT 1, combo_ready TINYINT NOT NULL DEFAULT 0,
  download_mbps INT, upload_mbps INT, lineprofile_id INT, serviceprofile_id INT,
  taxable TINYINT NOT NULL DEFAULT 1, active TINYINT NOT NULL DEFAULT 1
) ENGINE=InnoDB;

CREATE TABLE service (
  id INT UNSIGNED PRIMARY KEY, delivery_id INT UNSIGNED NOT NULL, device_id INT UNSIGNED,
  product_id INT UNSIGNED NOT NULL, comment VARCHAR(255), qte DECIMAL(8,2) NOT NULL DEFAULT 1,
  price DECIMAL(10,2), payment_recurrence TINYINT NOT NULL DEFAULT 1, status TINYINT NOT NULL DEFAULT 1,
  radius_user VARCHAR(64), radius_pwd VARCHAR(64),
  date_orig INT UNSIGNED NOT NULL DEFAULT 0, date_next_invoice INT UNSIGNED NOT NULL DEFAULT 0,
  date_end_contract INT UNSIGNED NOT NULL DEFAULT 0, KEY (delivery_id), KEY (device_id)
) ENGINE=InnoDB;

CREATE TABLE device (
  id INT UNSIGNED PRIMARY KEY, delivery_id INT UNSIGNED, category VARCHAR(32),
  sn VARCHAR(64), mac VARCHAR(32), manufacturier VARCHAR(64), model VARCHAR(64), KEY (sn), KEY (mac)
) ENGINE=InnoDB;

CREATE TABLE fibre (
  id INT UNSIGNED PRIMARY KEY, service_id INT UNSIGNED, terrain VARCHAR(32), rue VARCHAR(255), ville VARCHAR(128),
  zip VARCHAR(16), latitude DECIMAL(10,7), longitude DECIMAL(10,7), info_connect VARCHAR(64),
  frame TINYINT UNSIGNED, slot TINYINT UNSIGNED, port TINYINT UNSIGNED, ontid SMALLINT UNSIGNED,
  sn VARCHAR(64), boitier_pas_install TINYINT NOT NULL DEFAULT 0, max_speed INT, zone_tarifaire VARCHAR(8),
  lineprofile_id INT, serviceprofile_id INT
) ENGINE=InnoDB;

CREATE TABLE fibre_lineprofile (id INT PRIMARY KEY, name VARCHAR(64), vlan INT) ENGINE=InnoDB;

CREATE TABLE fibre_serviceprofile (id INT PRIMARY KEY, name VARCHAR(64)) ENGINE=InnoDB;

CREATE TABLE soumission (
  id INT UNSIGNED PRIMARY KEY, account_id INT UNSIGNED NOT NULL, name VARCHAR(255), po VARCHAR(64),
  date INT UNSIGNED NOT NULL DEFAULT 0, tax TINYINT NOT NULL DEFAULT 1,
  materiel MEDIUMTEXT, mensuel MEDIUMTEXT, text MEDIUMTEXT
) ENGINE=InnoDB;

CREATE TABLE soumission_template (
  id INT UNSIGNED PRIMARY KEY, name VARCHAR(255), materiel MEDIUMTEXT, mensuel MEDIUMTEXT, text MEDIUMTEXT
) ENGINE=InnoDB;

CREATE TABLE accord_paiement (
  id INT UNSIGNED PRIMARY KEY, account_id INT UNSIGNED NOT NULL, staff_id INT UNSIGNED,
  date_accord INT UNSIGNED, date_echeance INT UNSIGNED, date_coupure INT UNSIGNED, montant DECIMAL(10,2),
  method TINYINT NOT NULL DEFAULT 0, status TINYINT NOT NULL DEFAULT 0, note TEXT, raison_changement TEXT
) ENGINE=InnoDB;

CREATE TABLE bon_travail (
  id INT UNSIGNED PRIMARY KEY, account_id INT UNSIGNED NOT NULL, date INT UNSIGNED NOT NULL DEFAULT 0,
  tech1 INT UNSIGNED, heure_arrive_t1 VARCHAR(8), heure_depart_t1 VARCHAR(8),
  tech2 INT UNSIGNED, heure_arrive_t2 VARCHAR(8), heure_depart_t2 VARCHAR(8),
  note TEXT, subtotal DECIMAL(10,2), tps DECIMAL(10,2), tvq DECIMAL(10,2), total DECIMAL(10,2)
) ENGINE=InnoDB;

CREATE TABLE bon_travail_item (
  id INT UNSIGNED PRIMARY KEY, bon_id INT UNSIGNED, product_id INT UNSIGNED,
  qte DECIMAL(8,2), price DECIMAL(10,2), `desc` VARCHAR(255)
) ENGINE=InnoDB;

CREATE TABLE account_profile (
  id INT UNSIGNED PRIMARY KEY, account_id INT UNSIGNED NOT NULL, profile_id CHAR(36), card_id CHAR(36),
  token VARCHAR(64), initial_transaction VARCHAR(64)
) ENGINE=InnoDB;

CREATE TABLE pbx (
  id INT UNSIGNED PRIMARY KEY, account_id INT UNSIGNED NOT NULL, delivery_id INT UNSIGNED, service_id INT UNSIGNED,
  phone VARCHAR(20) NOT NULL, name VARCHAR(64), password VARCHAR(64), vm_password VARCHAR(16),
  has_vm TINYINT NOT NULL DEFAULT 0, vm_email VARCHAR(255), int_code VARCHAR(16), language CHAR(2),
  call_911 TINYINT NOT NULL DEFAULT 1, max_calls SMALLINT, call_timeout SMALLINT,
  user_context VARCHAR(64) DEFAULT 'sip.targo.ca', country_whitelist VARCHAR(255),
  date_origin INT UNSIGNED NOT NULL DEFAULT 0, date_update INT UNSIGNED NOT NULL DEFAULT 0
) ENGINE=InnoDB;

CREATE TABLE phone_addr (
  id INT UNSIGNED PRIMARY KEY, account_id INT UNSIGNED NOT NULL, phone VARCHAR(20) NOT NULL,
  street_number VARCHAR(16), apt VARCHAR(16), street_name VARCHAR(128), city VARCHAR(128),
  state VARCHAR(8), zip VARCHAR(16), first_name VARCHAR(64), last_name VARCHAR(64), info VARCHAR(255),
  enhanced_capable CHAR(1), code_cauca VARCHAR(16), class_service VARCHAR(8)
) ENGINE=InnoDB;

CREATE TABLE phone_provisioning (
  id INT UNSIGNED PRIMARY KEY, account_id INT UNSIGNED NOT NULL, delivery_id INT UNSIGNED, service_id INT UNSIGNED,
  phone VARCHAR(20), app VARCHAR(32), mac VARCHAR(32), password VARCHAR(64),
  internationnal TINYINT NOT NULL DEFAULT 0
) ENGINE=InnoDB;

CREATE TABLE account_suspension (
  id INT UNSIGNED PRIMARY KEY, account_id INT UNSIGNED NOT NULL,
  date_start INT UNSIGNED NOT NULL DEFAULT 0, date_end INT UNSIGNED NOT NULL DEFAULT 0, note TEXT
) ENGINE=InnoDB;

CREATE TABLE ip_history (
  id INT UNSIGNED PRIMARY KEY, account_id INT UNSIGNED, delivery_id INT UNSIGNED, service_id INT UNSIGNED,
  ip VARCHAR(45), date INT UNSIGNED NOT NULL DEFAULT 0, KEY (delivery_id)
) ENGINE=InnoDB;

CREATE TABLE delivery_history (
  id INT UNSIGNED PRIMARY KEY, account_id INT UNSIGNED NOT NULL, delivery_id INT UNSIGNED,
  date_orig INT UNSIGNED NOT NULL DEFAULT 0, address1 VARCHAR(255), address2 VARCHAR(255),
  city VARCHAR(128), state VARCHAR(32), zip VARCHAR(16)
) ENGINE=InnoDB;

-- database: acs
CREATE TABLE wifi (
  id INT UNSIGNED PRIMARY KEY AUTO_INCREMENT, serial VARCHAR(64) NOT NULL, instance TINYINT NOT NULL DEFAULT 1,
  ssid VARCHAR(64), password VARCHAR(64), enable TINYINT NOT NULL DEFAULT 1,
  updated INT UNSIGNED NOT NULL DEFAULT 0, KEY (serial)
) ENGINE=InnoDB;

CREATE TABLE voip (
  id INT UNSIGNED PRIMARY KEY AUTO_INCREMENT, serial VARCHAR(64) NOT NULL, instance TINYINT NOT NULL DEFAULT 1,
  username VARCHAR(64), password VARCHAR(64), enable TINYINT NOT NULL DEFAULT 1,
  updated INT UNSIGNED NOT NULL DEFAULT 0, KEY (serial)
) ENGINE=InnoDB;
